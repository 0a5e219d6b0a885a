declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** DynamoDB on LevelDB. Without a `path`, in memory. */
  function dynalite(options?: { createTableMs?: number; deleteTableMs?: number; updateTableMs?: number }): Server;
  export = dynalite;
}
