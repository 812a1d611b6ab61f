"""What is known about a request and a connection: who asks, how often, at what cost, and what may be loaded."""

from archive.machine.web.account import Account, account_of
from archive.machine.web.allowance import HOUR, TooMany, give_back, network_of, take
from archive.machine.web.content_policy import allow_sources
from archive.machine.web.cost import ARTICLE_SECONDS, Cost, WorkTime, cost_of, costs, let_others_pass, passing
from archive.machine.web.tokens import SignedToken, TokenIsNoGood
