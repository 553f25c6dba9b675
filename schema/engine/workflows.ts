import { shippedWorkflows } from '../workflow/shipped/index.ts'
import type { ShippedWorkflow } from '../workflow/shipped/index.ts'
import { quoteLiteral } from './desired.ts'
import type { Migration } from './plan.ts'

/**
 * The workflows of the product as SQL that may be run again: a definition that changed since the last release becomes a new
 * version, published unless somebody here published a version of their own; then it waits as a draft.
 */
export function workflowMigrations(): Migration[] {
  return shippedWorkflows.map(shipped => ({ name: `0091-workflow-${shipped.key}.sql`, sql: sqlOf(shipped) }))
}

function sqlOf({ key, collection, field, label, isEnforced, definition }: ShippedWorkflow): string {
  const says = `${quoteLiteral(JSON.stringify(definition))}::jsonb`
  return `
INSERT INTO workflows (id, key, collection, field, label_fr, label_en, is_enforced)
SELECT gen_random_uuid(), ${[key, collection, field, label.fr, label.en].map(quoteLiteral).join(', ')}, ${isEnforced}
WHERE NOT EXISTS (SELECT 1 FROM workflows WHERE key = ${quoteLiteral(key)});
UPDATE workflows SET is_enforced = ${isEnforced} WHERE key = ${quoteLiteral(key)} AND is_enforced <> ${isEnforced} AND user_updated IS NULL;
INSERT INTO workflow_versions (id, workflow, number, status, origin, definition, published_at)
SELECT gen_random_uuid(), w.id, coalesce(max(v.number), 0) + 1,
  CASE WHEN coalesce(bool_or(v.origin = 'local' AND v.status = 'published'), false) THEN 'draft' ELSE 'published' END, 'product', ${says}, now()
FROM workflows w LEFT JOIN workflow_versions v ON v.workflow = w.id
WHERE w.key = ${quoteLiteral(key)}
GROUP BY w.id
HAVING ${says} IS DISTINCT FROM (array_agg(v.definition ORDER BY v.number DESC) FILTER (WHERE v.origin = 'product'))[1];`
}
