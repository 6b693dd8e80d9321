"""A Discord on loopback, over real sockets: REST, gateway and CDN.

It knows Discord's protocol, and nothing of the bot.
"""
