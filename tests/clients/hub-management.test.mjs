// The data plane's own management of hubs, as NamespaceManager of the .NET and Java clients asks for it, over TLS; the
// hub that is made so is then used by @azure/notification-hubs.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { fixture, serve } from './support/served.mjs';
import { trust } from './support/trust.mjs';

let cloud;
let root;
before(async () => {
  cloud = await serve();
  await trust(cloud.ca);
  const identity = await import('@azure/identity');
  const { NotificationHubsManagementClient } = await import('@azure/arm-notificationhubs');
  const { tenant_id: tenant, client_id: id, client_secret: secret, authority } = cloud.info.entra;
  const credential = new identity.ClientSecretCredential(tenant, id, secret, { authorityHost: authority, disableInstanceDiscovery: true });
  const arm = new NotificationHubsManagementClient(credential, cloud.info.subscription_id, { endpoint: cloud.info.endpoint.replace(/\/$/, '') });
  root = await arm.namespaces.listKeys('droppoint', 'droppoint-ns', 'RootManageSharedAccessKey');
});
after(async () => { await cloud.stop(); });

// As Java's client signs: the whole address, in lower case, encoded in lower case.
function sign(url, key, name) {
  const resource = encodeURIComponent(url.toLowerCase()).toLowerCase();
  const expiry = Math.floor(Date.now() / 1000) + 3600;
  const signature = encodeURIComponent(createHmac('sha256', key).update(`${resource}\n${expiry}`).digest('base64'));
  return `SharedAccessSignature sr=${resource}&sig=${signature}&se=${expiry}&skn=${name}`;
}

async function manage(method, target, body, headers = {}, { primaryKey: key, keyName: name } = root) {
  const { request } = await import('node:https');
  const url = `${cloud.info.endpoint.replace(/\/$/, '')}${target}`;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: { Authorization: sign(url, key, name), ...headers } }, (response) => {
      let text = '';
      response.on('data', (chunk) => { text += chunk; });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const java = { 'Content-Type': 'application/atom+xml; charset=UTF-8', 'Content-Encoding': 'utf-8' };
const version = '?api-version=2014-09';
const property = (name, value) => `<Property><Name>${name}</Name><Value>${value}</Value></Property>`;
const entry = (content) => '<?xml version="1.0" encoding="utf-8"?><entry xmlns="http://www.w3.org/2005/Atom"><content type="application/xml">'
  + '<NotificationHubDescription xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect">'
  + `${content}</NotificationHubDescription></content></entry>`;

test('a hub is made, listed, used by @azure/notification-hubs, updated and deleted', async () => {
  const token = (await fixture('keys/apns-signing-key.pem')).replace(/-----[A-Z ]+-----|\s/g, '');
  const apns = `<ApnsCredential><Properties>${property('Endpoint', 'https://api.push.apple.com:443/3/device')}${property('Token', token)}`
    + `${property('KeyId', 'DROPKEY001')}${property('AppId', 'DROPPOINT1')}${property('AppName', 'com.example.droppoint')}</Properties></ApnsCredential>`;
  const made = await manage('PUT', `/made-by-atom${version}`, entry(apns), java);
  assert.equal(made.status, 201, made.text);
  assert.equal(made.headers['content-type'], 'application/atom+xml; type=entry; charset=utf-8');
  const key = /<KeyName>DefaultFullSharedAccessSignature<\/KeyName><PrimaryKey>([^<]+)</.exec(made.text)[1];

  const list = await manage('GET', `/$Resources/NotificationHubs/${version}&$skip=0&$top=2147483647`);
  assert.equal(list.status, 200);
  assert.deepEqual([...list.text.matchAll(/<title type="text">([^<]+)<\/title>/g)].map((found) => found[1]), ['NotificationHubs', 'droppoint-hub', 'made-by-atom']);

  await cloud.control('PUT', '/devices/carol', { platform: 'ios', app: 'com.example.droppoint', user: 'carol', state: 'background' });
  const { alert } = (await cloud.control('GET', '/devices/carol')).body.tokens;
  const { NotificationHubsClient, createAppleNotification } = await import('@azure/notification-hubs');
  const endpoint = root.primaryConnectionString.split(';')[0];
  const sender = new NotificationHubsClient(`${endpoint};SharedAccessKeyName=DefaultFullSharedAccessSignature;SharedAccessKey=${key}`, 'made-by-atom');
  await sender.sendNotification(createAppleNotification({ body: '{"aps":{"alert":"hi"}}' }), { deviceHandle: alert });
  assert.equal((await cloud.control('GET', '/devices/carol/notifications')).body.length, 1);

  assert.equal((await manage('PUT', `/made-by-atom${version}`, entry(''), { ...java, 'If-Match': '*' })).status, 200);
  await assert.rejects(sender.sendNotification(createAppleNotification({ body: '{"aps":{"alert":"hi"}}' }), { deviceHandle: alert }), { statusCode: 400 });
  assert.equal((await manage('DELETE', `/made-by-atom${version}`)).status, 200);
  assert.match((await manage('GET', `/made-by-atom${version}`)).text, /Publicly Listed Services/);
});

test('what is there already, wrongly signed or not there is refused', async () => {
  assert.equal((await manage('PUT', `/droppoint-hub${version}`, entry(''), java)).status, 409);
  assert.equal((await manage('PUT', `/nothing-here${version}`, entry(''), { ...java, 'If-Match': '*' })).status, 404);
  assert.equal((await manage('DELETE', `/nothing-here${version}`)).status, 404);
  assert.equal((await manage('PUT', `/made-badly${version}`, '<entry/>', java)).status, 400);
  assert.equal((await manage('GET', `/droppoint-hub${version}`, undefined, {}, { ...root, primaryKey: 'wrong' })).status, 401);
});
