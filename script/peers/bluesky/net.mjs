// A whole Bluesky network on loopback: PLC, PDS, AppView (the dev network brings bsync and ozone along), and
// beside it a second PDS that has its rate limits on, which the tests would run into on the first.
// Wants DB_POSTGRES_URL (an empty database), REDIS_HOST (host:port, its own) and BLUESKY_PORT.
import {TestNetwork, TestPds, mockMailer} from "@atproto/dev-env";

const base = Number(process.env.BLUESKY_PORT);
const [introspect, plc, pds, bsky, limited, ozone] = [1, 2, 3, 4, 5, 7].map(
    (offset) => base + offset
);

const network = await TestNetwork.create({
    introspect: {port: introspect},
    plc: {port: plc},
    pds: {port: pds, hostname: "localhost", enableDidDocWithSession: true},
    bsky: {port: bsky, publicUrl: `http://localhost:${bsky}`, dbPostgresSchema: "bsky"},
    ozone: {
        port: ozone,
        chatUrl: `http://localhost:${base + 10}`,
        chatDid: "did:example:chat",
        dbMaterializedViewRefreshIntervalMs: 30000,
    },
});
const limitedPds = await TestPds.create({
    port: limited,
    hostname: "localhost",
    didPlcUrl: network.plc.url,
    rateLimitsEnabled: true,
});
mockMailer(network.pds);
process.on("SIGTERM", async () => {
    await limitedPds.close();
    await network.close();
    process.exit(0);
});
console.log("READY");
