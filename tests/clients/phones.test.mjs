// Phones by the control API, as a test in any language drives them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from './support/served.mjs';

const app = 'com.example.droppoint';
let cloud;
before(async () => { cloud = await serve('--clock', 'manual'); });
after(async () => { await cloud.stop(); });

const phone = async (name) => (await cloud.control('GET', `/devices/${name}`)).body;
const change = async (name, body) => {
  const answer = await cloud.control('PATCH', `/devices/${name}`, body);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
};

test('two phones ring, one answers, the other stops, and the call is hung up', async () => {
  for (const name of ['alice-iphone', 'alice-ipad']) {
    await cloud.control('PUT', `/devices/${name}`, { platform: 'ios', app, user: 'alice', state: 'background' });
  }
  const { body: call } = await cloud.control('POST', '/calls', { from: 'bob', to: 'alice' });
  assert.equal((await phone('alice-ipad')).calls[0].display_name, 'bob');
  await cloud.control('POST', '/clock/advance', { by: '5s' });
  assert.equal((await cloud.control('POST', `/calls/${call.call}/answer`, { device: 'alice-ipad' })).status, 200);
  assert.equal((await phone('alice-ipad')).calls[0].state, 'answered');
  assert.equal((await phone('alice-ipad')).screen, 'none');
  assert.equal((await phone('alice-iphone')).screen, 'none');
  const late = await cloud.control('POST', `/calls/${call.call}/answer`, { device: 'alice-iphone' });
  assert.equal(late.status, 409);
  assert.equal(late.body.error.code, 'CallNotRinging');
  const over = await cloud.control('POST', `/calls/${call.call}/hang-up`, { device: 'alice-ipad' });
  assert.equal(over.body.state, 'ended');
  assert.deepEqual((await phone('alice-ipad')).calls, []);
});

test('a phone in aeroplane mode is refused what it cannot do, and rings when it is back', async () => {
  await cloud.control('PUT', '/devices/carol-pixel', { platform: 'android', app, user: 'carol', state: 'aeroplane' });
  const { body: call } = await cloud.control('POST', '/calls', { from: 'bob', to: 'carol' });
  const refused = await cloud.control('POST', `/calls/${call.call}/answer`, { device: 'carol-pixel' });
  assert.equal(refused.status, 409);
  assert.equal(refused.body.error.code, 'DeviceNotReachable');
  await cloud.control('POST', '/clock/advance', { by: '20s' });
  const back = await change('carol-pixel', { network: 'online' });
  assert.equal(back.state, 'background');
  assert.equal((await phone('carol-pixel')).screen, 'ringing');
});

test('every setting that GET shows can be set, and mistakes are told', async () => {
  const ios = { power: 'off', network: 'offline', notifications: 'off', focus: 'on', low_power: 'on', background_refresh: 'off', background_pushes_per_hour: 1, reports_calls: false };
  const android = { doze: 'on', standby_bucket: 'rare', focus: 'on' };
  for (const [name, settings] of [['alice-iphone', ios], ['carol-pixel', android]]) {
    const after = await change(name, settings);
    for (const [member, value] of Object.entries(settings)) assert.equal(after[member], value, member);
  }
  for (const wrong of [{ doze: 'on' }, { power: 'low' }, { restored_from: 'alice-ipad' }, { standby: 'rare' }]) {
    const answer = await cloud.control('PATCH', '/devices/alice-iphone', wrong);
    assert.equal(answer.status, 400);
    assert.match(answer.body.error.message, new RegExp(`^/${Object.keys(wrong)[0]}`));
  }
});
