import { describeKilledEngine } from './describe-killed-engine';

// A thousand remedies on DynamoDB Local are the long form: killed-engine.proof.ts.
describeKilledEngine({ engineName: 'dynalite', remedies: 150, killEvery: 100 });
