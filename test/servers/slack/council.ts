/** A council with a desk in CDESK and one specialist, at work at every hour so that nothing waits for the morning. */
export const COUNCIL = `
name: Exampleshire
nation: england
hours: { mon: 00:00-24:00, tue: 00:00-24:00, wed: 00:00-24:00, thu: 00:00-24:00, fri: 00:00-24:00, sat: 00:00-24:00, sun: 00:00-24:00 }
desk: { name: Procurement desk, contacts: { slack: CDESK } }
specialists:
  - id: priya
    name: Priya Shah
    contacts: { slack: UPRIYA, web: priya@example.uk }
    expertise: [market-engagement, suppliers]
  - id: jon
    name: Jon Reed
    contacts: { slack: UJON }
    expertise: [grants]
`
