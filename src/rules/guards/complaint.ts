/** Why a guard refuses, and what it would have let pass. Never holds a credential. */
export interface Complaint {
  readonly reason: string;
  readonly remedy: string;
}
