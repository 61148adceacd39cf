"""Files on their way into the ledger: readers, mappings and checks. What passes is applied by the store."""
