using System.Data.Common;

namespace EdrGrpc.Storage.Sqlite;

/// <summary>Runs a read on the connection at hand.</summary>
internal delegate DbDataReader Query(string sql, params ReadOnlySpan<object?> values);
