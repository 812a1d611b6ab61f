"""The official client of the Model Context Protocol, release 2, lists the tools and calls them, in both its modes."""

import asyncio
import importlib.metadata
import sys

from mcp import Client


async def main(mode: str) -> None:
    """Ask as an assistant does."""
    async with Client(f"{sys.argv[1]}/mcp/", mode=mode) as client:
        assert len((await client.list_tools()).tools) > 5
        found = await client.call_tool("search", {"q": "board"})
        assert found.structured_content["count"], found
        decided = (await client.call_tool("find_decisions", {})).structured_content["decisions"]
        assert any(one["roll"] for one in decided), decided
        assert (await client.call_tool("search", {"board": "nope"})).is_error
        print(importlib.metadata.version("mcp"), "speaks", client.protocol_version)


for way in ("legacy", "auto"):
    asyncio.run(main(way))
