namespace EdrGrpc.Ksc;

/// <summary>One call: Class.Method and its arguments.</summary>
internal sealed record KscRequest(string Method, KlParams Arguments)
{
    public KscRequest(string method)
        : this(method, [])
    {
    }

    public override string ToString() => Method;
}
