import { loadLibrary } from './src/knowledge/load-library.ts'
import { leaveOut, hitsOf, withTypo } from './test/eval/leave-out.ts'
const lib=loadLibrary('./knowledge')
const tr=await leaveOut(lib)
for (const t of tr.filter(x=>x.rank!==1).filter((_,i)=>i%25===0)) console.log(t.rank,t.entry,'<-',t.phrasing,'=>',t.got, t.confidence.toFixed(2))
