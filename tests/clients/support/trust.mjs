// Makes TLS clients of this process trust one more authority. The environment (NODE_EXTRA_CA_CERTS) is read at a
// process' start only, when a served cloud's authority is not there yet.
export async function trust(ca) {
  const tls = await import('node:tls');
  const { globalAgent } = await import('node:https');
  globalAgent.options.ca = [...tls.rootCertificates, ca];
  const original = tls.default.createSecureContext;
  tls.default.createSecureContext = (options) => {
    const context = original(options);
    context.context.addCACert(ca);
    return context;
  };
}
