// Bundled into the page of the browser test.
import { makeChannel } from './signaling.mjs';

globalThis.channel = makeChannel();
