"""Boards, speakers and topics."""
