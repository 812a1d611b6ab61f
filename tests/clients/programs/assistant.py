"""The official client of the Model Context Protocol, release 1, lists the tools and calls them."""

import asyncio
import importlib.metadata
import sys

from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client


async def main() -> None:
    """Ask as an assistant does."""
    async with streamablehttp_client(f"{sys.argv[1]}/mcp/") as (read, write, _), ClientSession(read, write) as session:
        begun = await session.initialize()
        tools = {tool.name for tool in (await session.list_tools()).tools}
        assert {"search", "meetings", "outline", "statement", "check_quotation"} <= tools, tools
        found = await session.call_tool("search", {"q": "board"})
        assert found.structuredContent["count"], found
        decided = (await session.call_tool("find_decisions", {})).structuredContent["decisions"]
        assert any(one["roll"] for one in decided), decided
        refused = await session.call_tool("search", {"board": "nope"})
        assert refused.isError, refused
        assert "The nearest: " in refused.content[0].text, refused
        print(importlib.metadata.version("mcp"), "speaks", begun.protocolVersion)


asyncio.run(main())
