import { Jobs, type JobsParts } from '../../platform/jobs.ts'
import { JobService } from './job.service.ts'

/** Background work: `jobs` is what domains ask, and `jobService` what people see of it. */
export function makeJobs(parts: JobsParts) {
  const jobs = new Jobs(parts)
  return { jobs, jobService: new JobService(jobs) }
}
