/** Loaded into clasp before it starts: sends its calls to the fake on this computer, FAKE_GOOGLE, and lets nothing else out. */
import dns from "node:dns";
import Module, { createRequire } from "node:module";

// Of Google's 300 interfaces clasp's deployment uses three; reading the rest takes most of a second a call.
const load = Module._load;
Module._load = function loadFew(name, parent, ...rest) {
  const isUnused =
    /googleapis.build.src.(apis.)?index\.js$/.test(parent?.filename ?? "") &&
    /^\.\/(apis\/)?[a-z0-9]+(\/v\w+)?$/.test(name) &&
    !/^\.\/googleapis$|\b(script|drive|oauth2)\b/.test(name);
  return isUnused ? {} : load.call(this, name, parent, ...rest);
};

function root() {
  const address = process.env["FAKE_GOOGLE"];
  if (address === undefined) throw new Error("FAKE_GOOGLE is not set");
  return address;
}

function redirect() {
  const require = createRequire(import.meta.url);
  const fromClasp = createRequire(require.resolve("@google/clasp"));
  const { google } = fromClasp("googleapis");

  for (const api of ["script", "drive", "oauth2"]) {
    const made = google[api].bind(google);
    google[api] = (options) =>
      made({ ...(typeof options === "string" ? { version: options } : options), rootUrl: root() });
  }
}

// npm and tsx hand the environment on that has this loaded, and call nobody.
if (process.argv[1]?.includes("clasp")) redirect();

dns.lookup = (name, options, done = options) =>
  done(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: "ENOTFOUND" }));
