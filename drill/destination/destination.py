"""Takes messages and writes a line for each: when, what, and the drill's number. /mail/mode says how it behaves."""

import asyncio
import re
import time

from aiosmtpd.controller import UnthreadedController

NUMBER = re.compile(rb"^X-Drill-Number: (\d+)", re.MULTILINE)


def mode():
    try:
        with open("/mail/mode") as file:
            return file.read().strip()
    except FileNotFoundError:
        return "accept"


def is_bounce(envelope):
    # Python's parser gives the empty address as it was written.
    return envelope.mail_from in ("", "<>")


class Destination:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if mode() == "tempfail":
            return "451 4.3.0 come back later"
        # What it refuses comes back to the sender: to this server, which serves the sender's domain too.
        if mode() == "reject" and not is_bounce(envelope):
            return "550 5.7.1 nobody is wanted here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server, session, envelope):
        if mode() == "drop":
            server.transport.abort()
            return "451 4.3.0 nobody hears this"
        kind = "bounce" if is_bounce(envelope) else "message"
        # A bounce quotes one message; whatever else quotes another is none of its own.
        numbers = NUMBER.findall(envelope.content)[:1]
        with open("/mail/received", "a") as file:
            for number in numbers:
                file.write(f"{time.time():.3f} {kind} {number.decode()}\n")
        if mode() == "silent":
            await asyncio.sleep(3600)
        return "250 2.0.0 kept"


loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
controller = UnthreadedController(
    Destination(), hostname="0.0.0.0", port=25, loop=loop, data_size_limit=100 * 2**20, enable_SMTPUTF8=False
)
controller.begin()
loop.run_forever()
