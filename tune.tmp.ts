import { loadLibrary } from './src/knowledge/load-library.ts'
import { hitsOf, leaveOut } from './test/eval/leave-out.ts'
import { WEIGHTS } from './src/retrieval/retriever.ts'
const lib=loadLibrary('./knowledge',{checks:false})
const rel=(a:string,b:string)=>lib.byId.get(a)!.related.includes(b)||lib.byId.get(b)?.related.includes(a)
const base={...WEIGHTS}
for (const v of [{}, {entry:1,phrasing:0,dense:0},{entry:0,phrasing:1,dense:0},{entry:0,phrasing:0,dense:1},{entry:.6,phrasing:.3,dense:.1},{entry:.45,phrasing:.25,dense:.3},{stopWord:.1},{second:.5},{second:0}]) {
  Object.assign(WEIGHTS,base,v)
  const tr=await leaveOut(lib)
  const c=tr.filter(x=>x.type==='claim')
  console.log(JSON.stringify(v),hitsOf(tr).first.toFixed(3),hitsOf(tr).third.toFixed(3),'claims',hitsOf(c).first.toFixed(3),hitsOf(c).third.toFixed(3),'rel-ok',(tr.filter(x=>x.rank===1||(x.got&&rel(x.entry,x.got))).length/tr.length).toFixed(3), 'claims rel', (c.filter(x=>x.rank===1||(x.got&&rel(x.entry,x.got))).length/c.length).toFixed(3))
}
