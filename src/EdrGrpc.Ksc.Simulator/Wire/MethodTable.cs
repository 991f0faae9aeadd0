namespace EdrGrpc.Ksc.Simulator;

/// <summary>All methods by name.</summary>
internal sealed class MethodTable
{
    private readonly Dictionary<string, ApiMethod> _methods = new(StringComparer.Ordinal);

    public MethodTable()
    {
        SessionMethods.Register(this);
        IncidentMethods.Register(this);
        ChunkAccessorMethods.Register(this);
        HostMethods.Register(this);
        ServerInfoMethods.Register(this);
        LimitsMethods.Register(this);
        TaskMethods.Register(this);
        TaskStatusMethods.Register(this);
        TaskHistoryMethods.Register(this);
        TaskControlMethods.Register(this);
        HostTasksMethods.Register(this);
        EventProcessingMethods.Register(this);
        SrvViewMethods.Register(this);
        ConEventsMethods.Register(this);
    }

    public IEnumerable<string> Names => _methods.Keys;

    /// <summary>Adds a method; <paramref name="parameters"/> are its argument names separated by blanks.</summary>
    public void Add(string name, string parameters, Func<ApiCall, Reply> handler) => _methods.Add(
        name, new ApiMethod(name, parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries), handler));

    public ApiMethod? Find(string name) => _methods.GetValueOrDefault(name);
}
