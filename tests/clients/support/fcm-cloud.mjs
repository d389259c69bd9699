// A served cloud with three Android phones, one of them of another Firebase project.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from './run.mjs';
import { serve } from './served.mjs';

const HUB = { apns: { topic: 'com.example.droppoint' }, fcm_v1: { project: 'droppoint-project' }, gcm: { key: 'server-key' } };

export async function serveFcm(more = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'droppoint-config-'));
  const config = path.join(folder, 'cloud.json');
  await writeFile(config, JSON.stringify({
    communication_services: { 'droppoint-acs': { link: { hub: 'droppoint-ns/droppoint-hub', policy: 'DefaultFullSharedAccessSignature' } } },
    notification_hubs: { 'droppoint-ns': { 'droppoint-hub': HUB } },
    fcm: {
      quotas: { device_per_minute: 40 },
      projects: {
        'droppoint-project': { number: '4242', access_token: 'by-hand' },
        'closed-project': { number: '4343', access_token: 'closed', api: 'disabled' },
      },
    },
    ...more,
  }));
  const cloud = await serve('--config', config);
  const tokens = {};
  for (const [name, project] of [['carol-pixel'], ['dave-pixel'], ['erin-pixel', 'other-project']]) {
    await cloud.control('PUT', `/devices/${name}`, { platform: 'android', app: 'com.example.droppoint', user: name, state: 'background', ...(project ? { fcm_project: project } : {}) });
    tokens[name] = (await cloud.control('GET', `/devices/${name}`)).body.tokens.fcm;
  }
  const [start, end] = tokens['carol-pixel'].split(':');
  return {
    ...cloud,
    tokens,
    // The form of a token, but nobody's.
    nobody: `${start}:${[...end].reverse().join('')}`,
    received: async (name) => (await cloud.control('GET', `/devices/${name}/notifications`)).body,
    // Calls of firebase-admin in a process that takes the emulator for Google.
    firebase: async (calls, more = {}) => {
      const result = await run(process.execPath, [new URL('./firebase-calls.mjs', import.meta.url).pathname], {
        input: JSON.stringify({ sdk: 'firebase-admin', serviceAccount: cloud.info.fcm.service_account, calls, ...more }),
        env: {
          NODE_EXTRA_CA_CERTS: cloud.info.ca_certificate,
          NODE_OPTIONS: `--require ${new URL('./redirect.cjs', import.meta.url).pathname}`,
          DROPPOINT_PORT: String(cloud.port),
        },
      });
      if (result.code !== 0) throw new Error(result.stderr);
      return JSON.parse(result.stdout);
    },
    stop: async () => {
      await cloud.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
