/** `npm run probe -- --deploy` with the real clasp against the fake Google: a Form of its own, and never the desk's. */
import { describe, expect, test } from "vitest";
import { probeFiles } from "../../scripts/probe/files";
import { admin, openStage, type Stage } from "./stage";

function onStage(play: (stage: Stage) => Promise<void>): () => Promise<void> {
  return async () => {
    const stage = await openStage();
    try {
      await play(stage);
    } finally {
      stage.end();
    }
  };
}

const stored = (stage: Stage, id: string) =>
  (stage.google.projects.get(id)?.files ?? []).map(({ name, source }) => ({ name, source }));

describe.concurrent("npm run probe -- --deploy", () => {
  test(
    "makes a Form of its own beside the desk's, pushes, compares and says what is next",
    onStage(async (stage) => {
      stage.write(".clasp.json", JSON.stringify({ scriptId: "", rootDir: "dist" }));
      expect((await stage.run()).code).toBe("ok");
      const desk = stored(stage, "script-of-a-form-number-1");
      const { code, text } = await stage.runProbe();
      expect(text).toContain("Probe › Run the probe");
      expect(code).toBe("ok");
      expect([...stage.google.forms.values()].map(({ name }) => name)).toEqual([
        "Student safety report",
        "Probe of the student safety desk",
      ]);
      expect(stored(stage, "script-of-a-form-number-1")).toEqual(desk);
      const files = await probeFiles();
      const landed = stored(stage, "script-of-a-form-number-2");
      expect(landed.find(({ name }) => name === "Code")?.source).toBe(files.get("Code.js"));
      expect(landed.map(({ name }) => name).sort()).toEqual(["Code", "Probe", "appsscript"]);
      expect(stage.read(".clasp.probe.json")).toContain("script-of-a-form-number-2");
      expect(JSON.parse(stage.read(".clasp.json")).scriptId).toBe("script-of-a-form-number-1");
      expect((await stage.runProbe()).text).toContain("nothing was pushed");
    }),
  );

  test(
    "never goes over the desk's project, not even where it is told to replace",
    onStage(async (stage) => {
      const source = stage.read("dist/Code.js");
      const manifest = stage.read("dist/appsscript.json");
      const id = stage.google.addProject(admin, [
        { name: "Code", type: "SERVER_JS", source },
        { name: "appsscript", type: "JSON", source: manifest },
      ]);
      const before = stored(stage, id);
      stage.write(".clasp.probe.json", JSON.stringify({ scriptId: id, rootDir: "dist" }));
      for (const words of [[], ["--replace"]]) {
        const { code, text } = await stage.runProbe(...words);
        expect(code).toBe("refused");
        expect(text).toContain("That project is the desk's own.");
        expect(text).toContain("npm run probe -- --deploy again");
      }
      expect(stored(stage, id)).toEqual(before);
    }),
  );

  test(
    "stops without a login, and says its own command",
    onStage(async (stage) => {
      stage.login(admin, true);
      const { code, text } = await stage.runProbe();
      expect(code).toBe("login");
      expect(text).toContain("npm run probe -- --deploy again");
      expect(text).not.toContain("npm run deploy");
    }),
  );

  test(
    "keeps its environment for itself",
    onStage(async (stage) => {
      const { code, text } = await stage.run("--env", "probe");
      expect(code).toBe("usage");
      expect(text).toContain("npm run probe -- --deploy");
    }),
  );
});
