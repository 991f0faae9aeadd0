namespace EdrGrpc.Ksc.Simulator;

/// <summary>State of a task on a host as the host status iterators show it.</summary>
internal sealed record HostTaskStatus(StoredTask Task, SimulatedTask Now, bool EmptyDateTimes)
{
    public static readonly AttributeTable<HostTaskStatus> Attributes = new()
    {
        { "domain_name", WireType.Text, _ => "" },
        { "hostname", WireType.Text, s => s.Task.Host.Id },
        { "hostdn", WireType.Text, s => s.Task.Host.DisplayName },
        { "state_code", WireType.Int, s => (int)s.Now.State },
        { "try_count", WireType.Int, s => s.Task.Tries },
        { "state_descr", WireType.Text, s => s.Now.StateText },
        { "start_time", WireType.DateTime, s => s.Task.StartTime ?? s.NoTime },
        { "finish_time", WireType.DateTime, s => s.Task.FinishTime ?? s.NoTime },
        { "completed_percent", WireType.Int, s => s.Now.Percent },
        { "src_event_id", WireType.Long, _ => null },
    };

    private DateTimeOffset? NoTime => EmptyDateTimes ? WireTime.Unset : null;
}
