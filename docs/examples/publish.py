"""Publishes failures on the bus of Amends. Needs boto3 and nothing else.

    AMENDS_BUS_NAME=... python3 publish.py events/VideoPlaybackFailed.json

A file is a JSON array of {"Source", "DetailType", "Detail"}, with Detail as an object. Whoever has the failures in their
program imports publish() and entry_of() instead. Failures may be published again as often as you like.
"""

import json
import os
import random
import sys
import time

import boto3

# The limits of one PutEvents request.
MOST_ENTRIES = 10
MOST_BYTES = 999_999

# Codes of an entry after which the same entry may be taken. All others are final.
PASSING = {"ThrottlingException", "InternalFailure", "InternalException", "ServiceUnavailable"}

MOST_ATTEMPTS = 8
BASE_SECONDS = 0.2
MOST_SECONDS = 10.0


def entry_of(event, bus_name):
    """The PutEvents entry of one failure."""
    return {
        "EventBusName": bus_name,
        "Source": event["Source"],
        "DetailType": event["DetailType"],
        "Detail": json.dumps(event["Detail"], ensure_ascii=False),
    }


def bytes_of(entry):
    """The size of an entry as EventBridge counts it."""
    return sum(len(entry[name].encode("utf-8")) for name in ("Source", "DetailType", "Detail"))


def batches_of(entries):
    """Requests of at most ten entries and 1 MB."""
    batch, size = [], 0
    for entry in entries:
        more = bytes_of(entry)
        if batch and (len(batch) == MOST_ENTRIES or size + more > MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(entry)
        size += more
    if batch:
        yield batch


def publish(client, entries, pause=time.sleep):
    """Publishes all entries and returns those that were not taken, each with the reason."""
    refused = []
    for batch in batches_of(entries):
        refused += publish_batch(client, batch, pause)
    return refused


def publish_batch(client, batch, pause):
    refused = []
    for attempt in range(1, MOST_ATTEMPTS + 1):
        # A reply of 200 says nothing yet: entries fail one by one.
        reply = client.put_events(Entries=batch)
        if reply["FailedEntryCount"] == 0:
            return refused
        again = []
        for entry, result in zip(batch, reply["Entries"]):
            code = result.get("ErrorCode")
            if code is None:
                continue
            if code in PASSING and attempt < MOST_ATTEMPTS:
                again.append(entry)
            else:
                refused.append((entry, f"{code} {result.get('ErrorMessage', '')}"))
        if not again:
            return refused
        batch = again
        pause(random.uniform(0, min(MOST_SECONDS, BASE_SECONDS * 2 ** (attempt - 1))))
    return refused


def main(files):
    bus_name = os.environ["AMENDS_BUS_NAME"]
    entries = []
    for file in files:
        with open(file, encoding="utf-8") as opened:
            entries += [entry_of(event, bus_name) for event in json.load(opened)]
    refused = publish(boto3.client("events"), entries)
    for entry, reason in refused:
        print(f"{entry['DetailType']} was not taken: {reason}", file=sys.stderr)
    print(f"{len(entries) - len(refused)} of {len(entries)} failures published")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
