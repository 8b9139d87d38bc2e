import { launchChromium } from "/work/main/tests/browser/chromium";
import { readFileSync } from "node:fs";
const url = process.argv[2]!;
const axeSource = readFileSync("/work/main/node_modules/axe-core/axe.min.js","utf8");
const b = await launchChromium();
for (const width of [1280, 360]) {
  const ctx = await b.newContext({ viewport: { width, height: width===360?740:800 }, bypassCSP: true });
  const p = await ctx.newPage();
  p.on("console", m => console.log("console", m.type(), m.text().slice(0,300)));
  p.on("pageerror", e => console.log("pageerror", String(e.stack).slice(0,500)));
  const shot = async (n:string, full=false) => {
    await p.screenshot({path:`/tmp/shots/${width}-${n}.png`, fullPage: full});
    await p.evaluate(axeSource);
    const r:any = await p.evaluate("axe.run(document,{iframes:false})");
    for (const v of r.violations) console.log(width,n,"AXE",v.id,v.impact,v.nodes.length,v.nodes[0].html.slice(0,200),v.nodes[0].failureSummary.slice(0,300));
    const over = await p.evaluate("document.documentElement.scrollWidth - innerWidth"); if(over>0) console.log(width,n,"overflow",over);
  };
  await p.goto(url); await p.waitForSelector(".form h1");
  await shot("form-1", true);
  await p.getByRole("radio",{name:"Yes"}).check(); await p.getByRole("button",{name:"Next"}).click(); await shot("form-stop", true);
  await p.getByRole("button",{name:"Next"}).click();
  await p.getByRole("button",{name:"Next"}).click(); await shot("form-missing", true);
  await p.getByLabel("Which school").selectOption("North High");
  await p.getByLabel("Student's first and last name").fill("Alex Doe");
  await p.getByRole("button",{name:"Next"}).click();
  await p.getByLabel(/another person controls/).check(); await p.getByLabel(/often missing/i).check();
  await shot("form-3", true);
  await p.getByRole("button",{name:"Next"}).click();
  await p.getByLabel("What did you see or hear?").fill("<img src=x onerror=alert(1)> an older man waits. ".repeat(40));
  await shot("form-4", true);
  await p.getByRole("button",{name:"Next"}).click(); await shot("form-5", true);
  await p.getByRole("button",{name:"Submit"}).click(); await p.waitForSelector(".confirmation"); await shot("form-sent", true);
  await p.getByRole("link",{name:"Register"}).click(); await p.waitForSelector(".tabulator-cell"); await shot("cases");
  for (const t of ["Checklist","Reports","Contacts","Summary","Guide","Log"]) { await p.getByRole("tab",{name:t,exact:true}).click(); await p.waitForTimeout(500); await shot("tab-"+t.toLowerCase()); }
  await p.getByLabel("Show hidden").check(); await p.waitForTimeout(500); await shot("hidden");
  await p.getByLabel("Show hidden").uncheck();
  await p.getByRole("tab",{name:"Cases"}).click(); await p.waitForTimeout(400);
  await p.locator("[tabulator-field=c37]").nth(1).dblclick(); await shot("edit"); await p.getByRole("button",{name:"Cancel"}).click().catch(()=>{});
  await p.locator(".tabulator-row [tabulator-field=c6]").first().dblclick(); await shot("refused"); await p.getByRole("button",{name:"Close"}).click().catch(()=>{});
  await p.getByRole("link",{name:"Inbox"}).click(); await p.waitForSelector(".mail"); await shot("inbox");
  await p.getByText("Follow its link").click(); await p.waitForSelector(".filter"); await p.waitForTimeout(400); await shot("filter");
  await p.getByRole("link",{name:"Log"}).click(); await p.waitForSelector("table"); await shot("log");
  await p.getByLabel("You are").selectOption("stranger"); await p.getByRole("link",{name:"Register"}).click(); await p.waitForSelector(".panel .refusal"); await shot("stranger");
  await ctx.close();
}
await b.close();
