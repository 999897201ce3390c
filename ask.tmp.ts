import { composeAssistant } from './src/compose.ts'
import { readConfig } from './src/config.ts'
import { toPlainText } from './src/cards/plain-text.ts'
const log={info(){},warn:console.error,error:console.error}
const t0=performance.now()
const {assistant}=await composeAssistant(readConfig({}),log as never)
console.log('ready',(performance.now()-t0).toFixed(0))
for (const q of process.argv.slice(2)) {
  const r=await assistant.ask({text:q,askedBy:{tenant:'t',platform:'cli',id:'me'},conversation:'c'})
  console.log('\n#### '+q+'\n',r.answer.outcome,r.answer.entries,r.answer.confidence,r.ms,'\n'+toPlainText(r.card,{sources:true}).slice(0,3500))
}
