namespace EdrGrpc.Storage.Sqlite;

/// <summary>The statements that several operations share, and the values they bind.</summary>
internal static class Sql
{
    public static readonly string InsertSubmission =
        $"INSERT INTO submissions ({string.Join(", ", Columns.Fixed.Concat(Columns.Changing))}) VALUES ({Parameters(0, Columns.Fixed.Length + Columns.Changing.Length)})";

    public static readonly string InsertEvent =
        $"INSERT INTO events (submission_id, {string.Join(", ", Columns.Changing)}, source, detail) VALUES ({Parameters(0, Columns.Changing.Length + 3)})";

    public static readonly string InsertAudit = $"INSERT INTO audit ({AuditRows.Columns}) VALUES ({Parameters(0, 13)})";

    public static readonly string UpdateSubmission =
        $"UPDATE submissions SET {string.Join(", ", Columns.Changing.Select((name, index) => $"{name} = ${index}"))} WHERE id = ${Columns.Changing.Length}";

    /// <summary>An id as it is stored: 16 bytes, big-endian.</summary>
    public static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);

    private static string Parameters(int first, int count) => string.Join(", ", Enumerable.Range(first, count).Select(index => "$" + index));
}
