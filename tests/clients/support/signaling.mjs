// The chat SDK's signaling client as an app uses it, and what it was told. For Node and for a page alike.
import { CommunicationSignalingClient, ConnectionState } from '@azure/communication-signaling';

// What else happens in chat.
const others = ['chatMessageEdited', 'chatMessageDeleted', 'typingIndicatorReceived', 'readReceiptReceived', 'chatThreadCreated', 'chatThreadPropertiesUpdated', 'chatThreadDeleted', 'participantsAdded', 'participantsRemoved'];

export function makeChannel() {
  const states = [];
  const messages = [];
  const events = [];
  let client;
  const logger = { error() {}, warning() {}, info() {}, verbose() {} };
  return {
    async start(endpoint, token) {
      const getToken = async () => ({ token, expiresOnTimestamp: Date.now() + 3600_000 });
      client = new CommunicationSignalingClient({ getToken }, logger, { resourceEndpoint: endpoint });
      client.on('connectionChanged', (state) => states.push(ConnectionState[state] ?? state));
      client.on('chatMessageReceived', (event) => messages.push({ id: event.id, message: event.message, threadId: event.threadId, recipient: event.recipient.communicationUserId }));
      for (const name of others) client.on(name, (event) => events.push({ name, event }));
      await client.start();
    },
    async stop() { await client.stop(); },
    async seen() { return { states, messages, events }; },
  };
}
