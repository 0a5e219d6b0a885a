import type { NetworkWeather } from './emulated-network';
import type { NetworkLog, SeenThere } from './network-log';

/** The server of an emulated network. */
interface NetworkServer {
  weather: NetworkWeather;
  stop(): Promise<void>;
}

/** What every network of this machine has: a server whose weather can be chosen, and a log of what is seen there. */
export abstract class NetworkHere<Server extends NetworkServer> {
  constructor(
    protected readonly network: Server,
    /** Where its servers are called. */
    readonly apiUrl: string,
    protected readonly log: NetworkLog,
  ) {}

  get seen(): readonly SeenThere[] {
    return this.log.all;
  }

  get weather(): NetworkWeather {
    return this.network.weather;
  }

  set weather(weather: NetworkWeather) {
    this.network.weather = weather;
  }

  stop(): Promise<void> {
    return this.network.stop();
  }
}
