// Every public method of @azure/communication-identity, once with success and once with a refusal. The table is checked
// against the methods that the client has: a new one makes the first test fail until it is in it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from './support/served.mjs';
import { trust } from './support/trust.mjs';

let cloud;
let client;
// Signs with a key that no resource has: how methods that cannot fail otherwise are seen to.
let stranger;
before(async () => {
  cloud = await serve();
  await trust(cloud.ca);
  const { CommunicationIdentityClient } = await import('@azure/communication-identity');
  const connection = cloud.info.communication_services['droppoint-acs'].connection_string;
  client = new CommunicationIdentityClient(connection);
  stranger = new CommunicationIdentityClient(connection.replace(/accesskey=.*/i, `accesskey=${Buffer.alloc(64, 7).toString('base64')}`));
});
after(async () => { await cloud.stop(); });

const claimsOf = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
const headerOf = (token) => JSON.parse(Buffer.from(token.split('.')[0], 'base64url'));
const gone = async () => {
  const user = await client.createUser();
  await client.deleteUser(user);
  return user;
};

// method → what succeeds, and [what is refused, with which status and code].
const table = {
  createUser: {
    succeeds: async () => assert.match((await client.createUser()).communicationUserId, /^8:acs:[0-9a-f-]{36}_[0-9a-f-]{36}$/),
    refused: [() => stranger.createUser(), 401, 'Denied'],
  },
  createUserAndToken: {
    succeeds: async () => {
      const { user, token, expiresOn } = await client.createUserAndToken(['voip', 'chat'], { tokenExpiresInMinutes: 60 });
      const header = headerOf(token);
      assert.deepEqual([header.alg, header.typ, header.kid === header.x5t], ['RS256', 'JWT', true]);
      const claims = claimsOf(token);
      assert.deepEqual(Object.keys(claims), ['skypeid', 'scp', 'csi', 'exp', 'rgn', 'acsScope', 'resourceId', 'resourceLocation', 'iat']);
      assert.equal(`8:${claims.skypeid}`, user.communicationUserId);
      assert.deepEqual([claims.scp, claims.acsScope, claims.csi], [1792, 'chat,voip', String(claims.iat)]);
      assert.equal(claims.exp - claims.iat, 3600);
      assert.equal(expiresOn.getTime(), claims.exp * 1000);
    },
    refused: [() => client.createUserAndToken(['chat', 'email']), 400, 'ValidationError'],
  },
  getToken: {
    succeeds: async () => {
      const user = await client.createUser();
      const claims = claimsOf((await client.getToken(user, ['chat.join'])).token);
      assert.equal(claims.exp - claims.iat, 24 * 3600);
      assert.equal(claims.acsScope, 'chat.join');
    },
    refused: [async () => client.getToken(await client.createUser(), ['chat'], { tokenExpiresInMinutes: 59 }), 400, 'ValidationError'],
  },
  revokeTokens: {
    succeeds: async () => {
      const { user, token } = await client.createUserAndToken(['chat']);
      await client.revokeTokens(user);
      const threads = await fetchThreads(token);
      assert.equal(threads.status, 401);
      assert.equal((await fetchThreads((await client.getToken(user, ['chat'])).token)).status, 200);
    },
    refused: [async () => client.revokeTokens(await gone()), 404, 'NotFound'],
  },
  deleteUser: {
    succeeds: async () => {
      const { user, token } = await client.createUserAndToken(['chat']);
      await client.deleteUser(user);
      assert.equal((await fetchThreads(token)).status, 401);
    },
    refused: [async () => client.deleteUser(await gone()), 404, 'NotFound'],
  },
  getTokenForTeamsUser: {
    // Not emulated, and it says so.
    succeeds: () => assert.rejects(
      client.getTokenForTeamsUser({ teamsUserAadToken: 'a', clientId: 'b', userObjectId: 'c' }),
      { statusCode: 501, code: 'NotImplemented' },
    ),
    refused: [() => client.getTokenForTeamsUser({ teamsUserAadToken: 'a', clientId: 'b', userObjectId: 'c' }), 501, 'NotImplemented'],
  },
};

async function fetchThreads(token) {
  const https = await import('node:https');
  return new Promise((resolve, reject) => {
    https.get(
      { host: '127.0.0.1', port: cloud.port, ca: cloud.ca, path: '/chat/threads?api-version=2025-03-15', headers: { authorization: `Bearer ${token}` } },
      (response) => { response.resume(); resolve({ status: response.statusCode }); },
    ).once('error', reject);
  });
}

test('the table has every public method of the client, and no other', () => {
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(client)).filter((name) => name !== 'constructor');
  assert.deepEqual(Object.keys(table).sort(), methods.sort());
});

for (const [method, { succeeds, refused: [call, status, code] }] of Object.entries(table)) {
  test(`${method} succeeds`, succeeds);
  test(`${method} is refused`, async () => {
    await assert.rejects(call, (error) => (error.statusCode === status && error.code === code) || assert.fail(`${error.statusCode} ${error.code}: ${error.message}`));
  });
}

test('Entra tokens are not exchanged, and that is said', async () => {
  const https = await import('node:https');
  for (const path of ['/access/entra/:exchangeAccessToken', '/access/teamsExtension/:exchangeAccessToken']) {
    const status = await new Promise((resolve, reject) => {
      const request = https.request({ host: '127.0.0.1', port: cloud.port, ca: cloud.ca, method: 'POST', path: `${path}?api-version=2025-06-30` }, (response) => { response.resume(); resolve(response.statusCode); });
      request.once('error', reject);
      request.end('{}');
    });
    assert.equal(status, 501);
  }
});
