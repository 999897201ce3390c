import { loadLibrary } from '/work/main/src/knowledge/load-library.ts'
import { leaveOut, hitsOf, withTypo } from '/work/main/test/eval/leave-out.ts'
let t=performance.now()
const lib=loadLibrary('/work/main/knowledge')
console.log('load',(performance.now()-t).toFixed(0),lib.entries.length)
t=performance.now()
for (const [n,f] of [['plain',(p:string)=>p],['typo',withTypo]] as const) {
const tr=await leaveOut(lib,f)
console.log(n,hitsOf(tr),'claims',hitsOf(tr.filter(x=>x.type==='claim')),'rules',hitsOf(tr.filter(x=>x.type==='rule')))
const right=tr.filter(x=>x.rank===1&&x.claim>=0)
console.log('claim right given entry', right.filter(x=>x.claim===x.gotClaim).length/right.length, right.length)
}
console.log((performance.now()-t).toFixed(0))
