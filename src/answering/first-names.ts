const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean))

/**
 * First names often met in the UK that are no words, months or places: a name wherever they stand, capitalised or not.
 * A list will always lack somebody's; what it lacks is found by its capital letter.
 */
export const FIRST_NAMES = words(`
  aaron abbie abby abdul abdullah abigail adam adrian agnes ahmed aidan aileen aisha alan alana alasdair alastair alec aled
  alejandro alex alexandra alexander ali alice alison alistair allan amanda amelia amina amir amit amy ana anand andrea andrei
  andrew andy aneta angela anil anita anjali ann anna anne annette annie anthony antonio anwen arif arjun arthur  asha ashok
  asif audrey ayesha babs barbara barry beata becky ben benjamin bernadette bernard beth bethan betty beverley bhavna bob bobby
  brendan brian bridget bronwen bryan callum cameron camilla carla carly carmen caroline carys catherine catriona cathy
  cecilia cerys charlene charles charlie charlotte chloe chris christina christine christopher chukwu ciara 
  claire clive colin colleen conor connor craig cristina daisy damian daniel danielle danny daphne darren dave david davina
  debbie deborah debra declan deepa deepak delia denise dennis derek desmond diana diane dinesh dominic donna doreen doris
  dorothy dougie duncan dylan  eddie edna edward edwin eileen elaine eleanor elena elizabeth ella ellen ellie elsie emily
  emma emmanuel eoin eric erica erin esther ethan eva evelyn ewan fatima fatma fergus finlay fiona francesca francis frances fred
  freddie freya gareth gary gavin gemma geoff geoffrey george  georgina gerald geraldine gerard gillian gina giovanni
  gladys glenda glenn gordon graeme graham greg gregory gurpreet gwen gwyn hamish hamza hannah hanna harjit harold harpreet harriet
  hassan heidi helen helena henry hilary hilda howard hugh hugo hussain hywel ian ibrahim ieuan imogen imran ingrid irene
  irina isaac isabel isabella isla isobel iwan jacek jackie jacob jacqueline jacqui jake jakub james jamie  jane janet
  janice janine jared jaroslaw jas jasmin jasmine jason jaspreet jatinder jayne jean jeanette jeff jeffrey jemima jennifer jenny jeremy
  jerome jess jessica jill jim jimmy joan joanna joanne jodie joe joel john johnny jon jonathan  jose joseph josephine
  josh joshua joyce juan judith judy julia julian julie juliet justin kamal kamran karen karl kasia kate katarzyna katherine
  kathleen kathryn kathy katie katrina kavita kayleigh keiran keith kelly ken kenneth kerry kevin khalid kieran kiran kirsten
  kirsty krishna krystyna kuldeep kumar kwame kyle lakshmi lara laura lauren laurence leanne lee  leo leon leonard
  lesley leslie lewis liam linda lindsay  lisa liz lizzie lorna lorraine louis louisa louise lucas lucia lucy luke lydia
  lyndsey maciej madeleine magdalena maggie mahmoud mairead malcolm malgorzata mandeep mandy manjit manoj marcin marco marcus 
  margaret maria marianne marie marilyn mario marion marjorie martha martin martyn mary mateusz matilda matt matthew maureen
  maurice maxine meera megan mehmet melanie melissa michael michaela michal michelle miguel mike mikey miriam mohamed mohammad
  mohammed mohan moira molly monica monika morag moses muhammad muriel mustafa myra nadia nadine nancy naomi nasreen natalia
  natalie natasha nathan navdeep neha neil nelly niall niamh nicholas nichola nicky nicola nicole nigel nikhil nina nisha
   nora  norman oksana oliver olivia olga oluwaseun omar oscar osman owain owen paddy pamela parminder patricia patrick
  paul paula pauline pavel pawel peggy pete peter petra phil philip philippa phillip phoebe phyllis piotr polly poonam prakash
  pravin preeti priya przemyslaw rachael rachel radoslaw raj rajesh ralph ramesh rashid ravi raymond rebecca reece rhian rhiannon
  rhys ricardo richard rick ricky  robert roberta roderick rodney roger rohan roisin roland ron ronald ronnie rory rosalind
  rosemary rosie ross roy rukhsana rupert ruth ryan sabrina sadia saeed sajid salma samantha samina samir samuel
  sandeep sandra sanjay sanjeev sara sarah sean sebastian selina shabana shannon sharon shaun shauna sheila shelley shirley
  shona sian sidney silvia simon simone sinead siobhan sofia sonia sophia sophie stacey stan stanislaw stanley stefan stella
  stephanie stephen steve steven stuart sunil sunita suresh susan susanna susie suzanne swati sylvia tahir tamara tamsin tania
  tanya tara tariq tessa thelma theo theresa therese thomas tim timothy tina tobias toby tomasz tommy toni tony tracey tracy
  trevor tricia trish trisha  ursula usha usman valerie vanessa vera  veronica vicky vijay vikram vincent vinod 
   vivian vivien vivienne wayne wendy wilfred wilhelmina william winifred wojciech yasmin yolanda yusuf yvette yvonne
  zahid zainab dan tom harry sam sally scott susannah jo bradley brad iain zara zoe zofia`)

/** First names that are words, months or places too: names only when capitalised, beside another name. */
export const NAMES_AND_WORDS = words(`
  amber art ash    basil bill   brook carol chase  chip clay cliff  crystal dale 
  dawn dean dee don douglas drew earl eve faith florence frank gene glen grace grant guy  hazel heather holly hope hunter
  iris  ivy jack jade jay  joy  justice kay  kim kit  lily  lynn mark mat max  melody 
  merry miles mo  nick norm olive pat patience pearl penny pip  ray reg rich rob robin rod rose ruby rusty
   sandy  sid sky stew  sue   ted terry  troy val vic victor victoria warren
  will wren violet lindsey arun tyrone noel verity clare jordan georgia russell christian`)

/** Surnames that are words too: names only beside a first name. */
export const SURNAMES_AND_WORDS = words(`
  archer baker banks barker bell best bird bishop black bond booth bridges brook brooks brown bush butcher butler carpenter carter
  chambers chapman church clark cook cooper cross day dean  field fields fisher flowers ford fox  frost gardener
  gibbons good gray green hall hardy hill holmes hope hunt hunter king knight lamb lane little long love marsh mason may miller
  mills moon moss noble  page park parker parsons pope porter potter power powers price quick read reed rice rivers
  rose sharp shepherd short singer slater small snow steel stone summers swan taylor temple thatcher tinker turner tyler walker wall
  walls ward waters webb weaver wells   winter wolf white wood woods young`)

/** Surnames so common that a published name with one of them ("Taylor Wessing") makes nobody else of that name public. */
export const SURNAMES = words(`
  adams ahmed ali allen anderson bailey barnes begum bennett brown campbell clark clarke collins cox davies davis edwards ellis
  evans foster graham griffiths harris harrison hughes hussain jackson james johnson jones kaur kelly khan lewis lloyd
  mackenzie marshall martin mitchell moore morgan morris murphy murray palmer patel phillips richards richardson roberts robinson
  rogers russell scott shah shaw simpson singh smith stevens stewart taylor thomas thompson turner watson williams wilson wright`)
