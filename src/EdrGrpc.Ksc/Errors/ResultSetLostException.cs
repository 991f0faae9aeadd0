namespace EdrGrpc.Ksc;

/// <summary>The session that owned an accessor or iterator ended, and the result set with it (ksc-openapi.md 1.3).</summary>
internal sealed class ResultSetLostException(string method)
    : KscTransportException($"The KSC session ended while its results were read ({method}). Repeat the query.");
