"""Sends with aioapns what the JSON on standard input says, and prints the results as JSON.

The library has the servers' names and the port fixed, so the event loop leads its connections to ours, as a hosts file
would.
"""
import asyncio
import json
import ssl
import sys

from aioapns import APNs, NotificationRequest, PushType


async def main() -> None:
    told = json.load(sys.stdin)
    loop = asyncio.get_running_loop()
    connect = loop.create_connection

    async def led(protocol_factory, host, port, ssl):
        return await connect(protocol_factory, host="127.0.0.1", port=told["port"], ssl=ssl, server_hostname=host)

    loop.create_connection = led

    def by_key(topic: str) -> APNs:
        return APNs(key=told["key"], key_id=told["key_id"], team_id=told["team_id"], topic=topic,
                    max_connection_attempts=1, ssl_context=ssl.create_default_context(cafile=told["ca"]))

    def request(token: str) -> NotificationRequest:
        return NotificationRequest(device_token=token, message={"aps": {"alert": "hi"}}, push_type=PushType.ALERT)

    def short(result) -> list:
        return [result.status] + ([result.description] if result.description else [])

    client = by_key(told["topic"])
    results = {"by_key": short(await client.send_notification(request(told["token"])))}
    several = await asyncio.gather(*(client.send_notification(request(told["token"])) for _ in range(20)))
    results["several"] = [result.status for result in several]
    results["unknown"] = short(await client.send_notification(request(told["unknown"])))
    other = by_key("com.example.other")
    results["topic"] = short(await other.send_notification(request(told["token"])))
    certificate = APNs(client_cert=told["certificate"], max_connection_attempts=1,
                       ssl_context=ssl.create_default_context(cafile=told["ca"]))
    results["by_certificate"] = short(await certificate.send_notification(request(told["token"])))
    for each in (client, other, certificate):
        each.pool.close()
    print(json.dumps(results))


asyncio.run(main())
