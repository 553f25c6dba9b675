-- A structure may give a field a rule that the network gave too: the key now names the structure.
DROP INDEX IF EXISTS field_rules_collection_field_kind_unique;
