// A whole Bluesky network on loopback: PLC, PDS, AppView (the dev network brings bsync and ozone along).
// Wants DB_POSTGRES_URL (an empty database), REDIS_HOST (host:port, its own) and BLUESKY_PORT.
import { TestNetwork, mockMailer } from '@atproto/dev-env'

const base = Number(process.env.BLUESKY_PORT)
const [introspect, plc, pds, bsky, ozone] = [1, 2, 3, 4, 7].map((offset) => base + offset)

const network = await TestNetwork.create({
  introspect: { port: introspect },
  plc: { port: plc },
  pds: {
    port: pds,
    hostname: 'localhost',
    enableDidDocWithSession: true,
    rateLimitsEnabled: process.env.RATE_LIMITS === '1',
  },
  bsky: { port: bsky, publicUrl: `http://localhost:${bsky}`, dbPostgresSchema: 'bsky' },
  ozone: {
    port: ozone,
    chatUrl: `http://localhost:${base + 10}`,
    chatDid: 'did:example:chat',
    dbMaterializedViewRefreshIntervalMs: 30000,
  },
})
mockMailer(network.pds)
process.on('SIGTERM', async () => {
  await network.close()
  process.exit(0)
})
console.log('READY')
