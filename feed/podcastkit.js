"use strict";
const podcastkit=((audio)=>{
const $$=(query,root=document)=>[...root.querySelectorAll(query)];
const timeOf=({hash}) =>
/^#t=(?:npt:)?([\d:.]+)/.exec(hash)?.[1].split(":").reduce((sum,part)=>sum * 60 + +part,0);
if (!audio) return{$$};
function play(time){
audio.currentTime=time || 0;
audio.play().catch(()=>{});
}
document.addEventListener("click",(event)=>{
const link=event.target.closest("a");
if (!link?.href.startsWith(audio.src + "#t=") || event.ctrlKey || event.metaKey) return;
event.preventDefault();
play(timeOf(link));
});
let kept={};
try{
kept=localStorage;
} catch{}
const key=`podcastkit ${audio.src}`;
const begin=timeOf(location) ?? +kept[key];
const resume=audio.parentNode.querySelector("[data-words]");
if (begin > 0) audio.currentTime=begin;
if (begin > 0 && resume){
const time=new Date(begin * 1000).toISOString().slice(11,19).replace(/^0(0:0?)?/,"");
resume.textContent=resume.dataset.words.replace("{time}",time);
resume.onclick=()=>play(begin);
resume.hidden=false;
audio.addEventListener("play",()=>(resume.hidden=true));
}
const chapters=$$(".podcastkit-chapters a:not(.more)");
audio.addEventListener("timeupdate",()=>{
const now=audio.currentTime;
const chapter=chapters.findLast((link)=>timeOf(link) <= now + 0.1);
for (const link of chapters) link.ariaCurrent=link===chapter || null;
kept[key]=Math.floor(now);
});
audio.addEventListener("ended",()=>delete kept[key]);
return{$$,audio,play,timeOf};
})(document.querySelector(".podcastkit-player audio"));
