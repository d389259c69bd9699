// A back end with a web server: it takes the callbacks of Call Automation, and checks their tokens with the published keys.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { after, before, test } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { serve } from './support/served.mjs';
import { trust } from './support/trust.mjs';

const issuer = 'https://acscallautomation.communication.azure.com';
const taken = [];
const backEnd = http.createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => { body += chunk; });
  request.on('end', () => {
    taken.push({ token: request.headers.authorization?.replace('Bearer ', ''), events: JSON.parse(body) });
    response.writeHead(200).end();
    backEnd.emit('taken');
  });
});
let cloud;
let client;
let hook;
before(async () => {
  backEnd.listen(0, '127.0.0.1');
  await once(backEnd, 'listening');
  hook = `http://127.0.0.1:${backEnd.address().port}/callbacks`;
  cloud = await serve();
  await trust(cloud.ca);
  const { CallAutomationClient } = await import('@azure/communication-call-automation');
  client = new CallAutomationClient(cloud.info.communication_services['droppoint-acs'].connection_string);
});
after(async () => {
  backEnd.close();
  backEnd.closeAllConnections();
  await cloud.stop();
});

async function takenOf(count) {
  while (taken.length < count) await once(backEnd, 'taken', { signal: AbortSignal.timeout(10_000) });
  return taken.flatMap((one) => one.events);
}

test('a back end answers, is told of it, and can check that the service told it', async () => {
  const { body } = await cloud.control('POST', '/calls', { from: 'ann', to: 'bot' });
  const ringing = (await cloud.control('GET', `/calls/${body.call}`)).body;
  const { callConnection, callConnectionProperties } = await client.answerCall(ringing.to[0].incoming_call_context, hook, { operationContext: 'desk' });
  const told = await takenOf(2);
  assert.deepEqual(told.map((event) => event.type), ['Microsoft.Communication.CallConnected', 'Microsoft.Communication.ParticipantsUpdated']);
  for (const event of told) {
    assert.equal(event.specversion, '1.0');
    assert.equal(event.source, `calling/callConnections/${callConnectionProperties.callConnectionId}`);
    assert.ok(event.id && Date.parse(event.time));
    assert.equal(event.data.correlationId, body.call);
  }
  assert.equal(told[0].data.operationContext, 'desk');

  const ask = async (target) => (await fetch(`https://127.0.0.1:${cloud.port}${target}`)).json();
  const configuration = await ask('/calling/.well-known/acsopenidconfiguration');
  assert.equal(configuration.issuer, issuer);
  const keys = createLocalJWKSet(await ask(new URL(configuration.jwks_uri).pathname));
  const audience = ringing.to[0].id.slice('8:acs:'.length).split('_')[0];
  for (const { token } of taken) await jwtVerify(token, keys, { issuer, audience, algorithms: ['RS256'] });
  await assert.rejects(jwtVerify(taken[0].token, keys, { issuer, audience: 'somebody-else' }));

  await callConnection.hangUp(true);
  assert.equal((await takenOf(3)).at(-1).type, 'Microsoft.Communication.CallDisconnected');
  // The call, the callbacks and what the back end did with its connection are one trace.
  const { hops } = (await cloud.control('GET', `/traces/${body.trace}`)).body;
  const passed = hops.map((hop) => `${hop.from} ${hop.to}`);
  assert.equal(passed.filter((pair) => pair === 'communication-services webhook').length, 3);
  assert.ok(hops.some((hop) => hop.from === 'client' && hop.request.target.includes(':terminate')));
});
