// A process of its own, since the certificate authority is trusted from a process' start: calls come by its channel to
// the parent.
import './browser-globals.mjs';

const { makeChannel } = await import('./signaling.mjs');
const channel = makeChannel();
process.on('message', async ({ id, method, args }) => {
  try {
    process.send({ id, value: await channel[method](...args) });
  } catch (error) {
    process.send({ id, error: String(error?.stack ?? error) });
  }
});
process.send({ id: 0 });
