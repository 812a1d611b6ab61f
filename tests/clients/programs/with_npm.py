"""TypeScript takes the types generated from the description; the official client in JavaScript calls the tools."""

import shutil
import subprocess
import sys
from pathlib import Path

if shutil.which("npm") is None:
    print("npm is not installed")
    raise SystemExit
SITE = sys.argv[1]
PACKAGES = ("openapi-typescript@7", "openapi-fetch@0.14", "typescript@5", "@modelcontextprotocol/sdk@1")
PROGRAM = """
import createClient from "openapi-fetch";
import type { paths } from "./api.js";
const client = createClient<paths>({ baseUrl: SITE });
const { data } = await client.GET("/api/v1/statements/", { params: { query: { limit: 2 } } });
const texts: string[] = data!.results.map((one) => one.text ?? "");
if (texts.length !== 2) throw new Error("two statements");
"""
TOOLS = """
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
const client = new Client({ name: "a client", version: "1" });
await client.connect(new StreamableHTTPClientTransport(new URL(SITE + "/mcp/")));
const { tools } = await client.listTools();
const found = await client.callTool({ name: "search", arguments: { q: "board" } });
if (tools.length < 6 || !found.structuredContent.count) throw new Error("no tools");
await client.close();
"""
Path("package.json").write_text('{"type": "module"}')
subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", *PACKAGES], check=True)
subprocess.run(["npx", "openapi-typescript", f"{SITE}/api/v1/openapi.json", "-o", "api.d.ts"], check=True)
Path("program.ts").write_text(PROGRAM.replace("SITE", f'"{SITE}"'))
options = ["--strict", "--target", "es2022", "--module", "nodenext", "--skipLibCheck"]
subprocess.run(["npx", "tsc", *options, "program.ts"], check=True)
subprocess.run(["node", "program.js"], check=True)
Path("tools.js").write_text(TOOLS.replace("SITE", f'"{SITE}"'))
subprocess.run(["node", "tools.js"], check=True)
print("types, a typed client, and the tools")
