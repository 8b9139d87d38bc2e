/** Loaded into clasp before it starts: sends its calls to the fake on this computer and lets nothing else out. */
import dns from "node:dns";
import Module, { createRequire } from "node:module";

const root = process.env["FAKE_GOOGLE"];
if (root === undefined) throw new Error("FAKE_GOOGLE is not set");

// Of Google's 300 interfaces clasp's deployment uses three; reading the rest takes most of a second a call.
const load = Module._load;
Module._load = function loadFew(name, parent, ...rest) {
  const isUnused =
    /googleapis.build.src.(apis.)?index\.js$/.test(parent?.filename ?? "") &&
    /^\.\/(apis\/)?[a-z0-9]+(\/v\w+)?$/.test(name) &&
    !/^\.\/googleapis$|\b(script|drive|oauth2)\b/.test(name);
  return isUnused ? {} : load.call(this, name, parent, ...rest);
};

const require = createRequire(import.meta.url);
const fromClasp = createRequire(require.resolve("@google/clasp"));
const { google } = fromClasp("googleapis");
const { OAuth2Client } = fromClasp("google-auth-library");

for (const api of ["script", "drive", "oauth2"]) {
  const made = google[api].bind(google);
  google[api] = (options) =>
    made({ ...(typeof options === "string" ? { version: options } : options), rootUrl: root });
}

const refresh = OAuth2Client.prototype.refreshTokenNoCache;
OAuth2Client.prototype.refreshTokenNoCache = function refreshAtFake(token) {
  this.endpoints = { ...this.endpoints, oauth2TokenUrl: `${root}/token` };
  return refresh.call(this, token);
};

dns.lookup = (name, options, done = options) =>
  done(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: "ENOTFOUND" }));
