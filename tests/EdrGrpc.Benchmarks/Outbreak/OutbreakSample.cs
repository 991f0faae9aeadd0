namespace EdrGrpc.Benchmarks;

/// <summary>What GetServerStatus, the metrics and the process said at one time of the outbreak.</summary>
/// <param name="At">Since the first isolation was asked for.</param>
/// <param name="Unfinished">unfinished_submissions.</param>
/// <param name="LiveTasks">live_tasks, as counted against the budget.</param>
/// <param name="Waiting">edrgrpc.hosts.waiting.</param>
/// <param name="Sent">Incidents that KSC got in the simulated minute before.</param>
/// <param name="Ended">Submissions that ended so far.</param>
/// <param name="ProcessorSeconds">Real processor time of the process since the start: gateway, simulator and callers.</param>
/// <param name="Memory">Resident memory of the process.</param>
internal sealed record OutbreakSample(TimeSpan At, long Unfinished, int LiveTasks, int Waiting, int Sent, int Ended, double ProcessorSeconds, long Memory);
