namespace EdrGrpc.Ksc.Simulator;

/// <summary>An event in the server's database (ksc-openapi.md section 7.3).</summary>
internal sealed record StoredEvent(
    long DbId, string Type, SimulatedHost Host, string TaskName, int NewState, int OldState, DateTimeOffset Time, int Severity, string Description)
{
    public static readonly AttributeTable<StoredEvent> Attributes = new()
    {
        { "event_db_id", WireType.Long, e => e.DbId },
        { "event_id", WireType.Int, e => (int)e.DbId },
        { "event_type", WireType.Text, e => e.Type },
        { "event_type_display_name", WireType.Text, e => e.Type },
        { "task_display_name", WireType.Text, e => e.TaskName },
        { "task_new_state", WireType.Int, e => e.NewState },
        { "task_old_state", WireType.Int, e => e.OldState },
        { "hostname", WireType.Text, e => e.Host.Id },
        { "hostdn", WireType.Text, e => e.Host.DisplayName },
        { "domain_name", WireType.Text, _ => "" },
        { "group_id", WireType.Int, e => e.Host.GroupId },
        { "group_name", WireType.Text, e => HostGroups.Name(e.Host.GroupId) },
        { "product_name", WireType.Text, _ => TaskContainers.Product },
        { "product_version", WireType.Text, _ => TaskContainers.ProductVersion },
        { "product_displ_version", WireType.Text, e => e.Host.KesVersion },
        { "rise_time", WireType.DateTime, e => e.Time },
        { "registration_time", WireType.DateTime, e => e.Time },
        { "GNRL_EA_SEVERITY", WireType.Int, e => e.Severity },
        new WireAttribute<StoredEvent>("GNRL_EA_DESCRIPTION", WireType.Text, e => e.Description) { FullText = true, Sortable = false },
        { "KLEVP_EVENT_HOST_NETBIOSNAME", WireType.Text, e => e.Host.NetBiosName },
    };
}
