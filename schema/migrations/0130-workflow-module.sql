-- The Studio shows the module of an extension once its settings name it; whoever switches it off there is followed.
UPDATE directus_settings
SET module_bar = (coalesce(module_bar::jsonb, '[
  {"type": "module", "id": "content", "enabled": true},
  {"type": "module", "id": "visual", "enabled": false},
  {"type": "module", "id": "users", "enabled": true},
  {"type": "module", "id": "files", "enabled": true},
  {"type": "module", "id": "insights", "enabled": true},
  {"type": "module", "id": "deployments", "enabled": false},
  {"type": "module", "id": "settings", "enabled": true, "locked": true}
]'::jsonb) || '[{"type": "module", "id": "relais-workflows", "enabled": true}]'::jsonb)::json
WHERE NOT coalesce(module_bar::jsonb, '[]'::jsonb) @> '[{"id": "relais-workflows"}]'::jsonb;
