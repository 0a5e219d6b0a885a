import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoItems, onlyIfNew, type Attributes } from './dynamo-items';
import { keyOf, listOf } from './dynamo-keys';
import { openedAgain, type HeldIncident } from '../incident/incident';
import type { SaveResult } from '../port/ledger';
import type { IncidentStore } from '../port/waiting-list';

/** Incidents over their limit, in the ledger's table. */
export class DynamoIncidents implements IncidentStore {
  private readonly items: DynamoItems;

  constructor(client: DynamoDBClient, tableName: string) {
    this.items = new DynamoItems(client, tableName);
  }

  async openIncident(incident: HeldIncident): Promise<void> {
    const key = keyOf.incident(incident.incidentId);
    if ((await this.items.put(key, incident, indexed(incident), onlyIfNew)) === 'saved') return;
    // Each round that is lost was won by somebody else, so this ends.
    for (;;) {
      const kept = await this.readIncident(incident.incidentId);
      const next = kept && openedAgain(kept, incident);
      if (!next || (await this.saveIncident(next)) === 'saved') return;
    }
  }

  async readIncident(incidentId: string): Promise<HeldIncident | undefined> {
    return (await this.items.get(keyOf.incident(incidentId))) as HeldIncident | undefined;
  }

  async saveIncident(next: HeldIncident): Promise<SaveResult> {
    return this.items.putNextVersion(keyOf.incident(next.incidentId), next, indexed(next));
  }
}

/** There are few of them at a time, so they share one shard. */
function indexed({ dueAt }: HeldIncident): Attributes {
  return dueAt === undefined ? {} : { waiting: listOf.due('0') };
}
