/** A failure that a person can mend: shown as one sentence, without a stack. */
export class UserError extends Error {
  readonly code: string
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** The system's error code (`EADDRINUSE`, `ENOSPC`…), if there is one. */
export function systemCode(error: unknown): string | undefined {
  if (error !== null && typeof error === 'object' && 'code' in error && typeof error.code === 'string') return error.code
  return undefined
}

/** Why a database cannot be entered, and what to do; anything else passes unchanged. */
export function explainDatabase(error: unknown, { host, port, user, database }: { host?: string, port?: number, user?: string, database?: string }): unknown {
  const place = `${host ?? 'localhost'}:${port ?? 5432}`
  switch (systemCode(error)) {
    case 'ECONNREFUSED': return new UserError('NO_DATABASE', `La base ne répond pas sur ${place}. Démarrez Relais (npm start, ou docker compose up -d), puis relancez la commande.`, { cause: error })
    case '28P01':
    case '28000': return new UserError('DATABASE_REFUSES', `La base de ${place} refuse le rôle « ${user ?? ''} ». Une autre installation y répond peut-être : vérifiez DB_PORT, DB_USER, DB_PASSWORD et RELAIS_DATA, puis relancez la commande.`, { cause: error })
    case '3D000': return new UserError('UNKNOWN_DATABASE', `La base « ${database ?? ''} » n’existe pas sur ${place}. Vérifiez DB_DATABASE, puis relancez la commande.`, { cause: error })
    default: return error
  }
}

/** Turns the system's refusals into sentences; anything else passes unchanged. */
export function explain(error: unknown, path: string): unknown {
  switch (systemCode(error)) {
    case 'ENOSPC': return new UserError('DISK_FULL', `Le disque est plein : Relais ne peut pas écrire dans ${path}. Libérez de la place, puis relancez la commande.`, { cause: error })
    case 'EACCES':
    case 'EPERM':
    case 'EROFS': return new UserError('READ_ONLY', `Relais ne peut pas écrire dans ${path}. Donnez-vous le droit d’écriture sur ce dossier, ou choisissez-en un autre avec RELAIS_DATA, puis relancez la commande.`, { cause: error })
    default: return error
  }
}
