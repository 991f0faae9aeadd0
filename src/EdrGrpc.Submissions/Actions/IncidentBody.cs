namespace EdrGrpc.Submissions.Actions;

/// <summary>
/// Writes KLINCDT_BODY: <c>{"targetHost":…,"task":…,"params":…,"responseEventIncident":true,"responseEventIncidentArea":…}</c>,
/// these keys in this order, compact. Written by hand because System.Text.Json, default and relaxed alike, escapes more than the
/// vendor's <c>json.dumps</c> does, and because the text is stored and compared byte for byte.
/// </summary>
public static class IncidentBody
{
    /// <summary>responseEventIncidentArea when none is given: the value of every sample of the vendor.</summary>
    public const string DefaultArea = "Kuma";

    /// <summary>Makes the text of one incident.</summary>
    /// <param name="targetHost">KSC's id of the host.</param>
    /// <param name="task">What to do.</param>
    /// <param name="area">Name of the calling application; "" means <see cref="DefaultArea"/>.</param>
    /// <exception cref="ArgumentException">A value holds half of a surrogate pair; validation refuses those before.</exception>
    public static IncidentBodyText Create(string targetHost, ResponseTask task, string area)
    {
        ArgumentNullException.ThrowIfNull(targetHost);
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(area);

        var writer = new IncidentBodyWriter();
        try
        {
            writer.Raw("{\"targetHost\":");
            writer.Text(targetHost);
            writer.Raw(",\"task\":\"");
            writer.Raw(task.Kind.WireName());
            writer.Raw("\",\"params\":");
            var split = WriteParameters(ref writer, task);
            writer.Raw(",\"responseEventIncident\":true,\"responseEventIncidentArea\":");
            writer.Text(area.Length == 0 ? DefaultArea : area);
            writer.Raw("}");

            var text = writer.Written;
            return split < 0 ? new IncidentBodyText(text.ToString(), null) : new IncidentBodyText(text[..split].ToString(), text[split..].ToString());
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Returns where the archive goes, or -1 when the task has none.</summary>
    private static int WriteParameters(ref IncidentBodyWriter writer, ResponseTask task)
    {
        switch (task)
        {
            case GetFileTask file:
                WriteFile(ref writer, file.Md5Hash, file.Sha256Hash, file.Path);
                writer.Raw("}");
                return -1;
            case DeleteFileTask file:
                WriteFile(ref writer, file.Md5Hash, file.Sha256Hash, file.Path);
                if (file.SearchInSubfolders is { } search)
                {
                    writer.Raw(",\"searchInSubfolders\":");
                    writer.Boolean(search);
                }

                writer.Raw("}");
                return -1;
            case QuarantineFileTask file:
                WriteFile(ref writer, file.Md5Hash, file.Sha256Hash, file.Path);
                writer.Raw("}");
                return -1;
            case IocScanTask scan:
                return WriteIocScan(ref writer, scan);
            case StartProcessTask process:
                WriteStartProcess(ref writer, process);
                return -1;
            case TerminateProcessTask process:
                WriteFile(ref writer, process.Md5Hash, process.Sha256Hash, process.Path);
                writer.Raw(",\"caseSensitive\":");
                writer.Boolean(process.CaseSensitive);
                writer.Raw("}");
                return -1;
            case IsolateHostTask isolation:
                writer.Raw(isolation.Enable ? "{\"action\":1}" : "{\"action\":0}");
                return -1;
            case PreventExecutionTask prevention:
                writer.Raw("{\"hash\":");
                writer.Text(prevention.Hash);
                writer.Raw(",\"path\":");
                writer.Text(prevention.Path);
                writer.Raw(",\"caseSensitive\":");
                writer.Boolean(prevention.CaseSensitive);
                writer.Raw("}");
                return -1;
            case OnDemandScanTask scan:
                WriteScanObjects(ref writer, scan.Objects);
                return -1;
            default:
                throw new ArgumentException("There is no incident body for this task.", nameof(task));
        }
    }

    private static void WriteFile(ref IncidentBodyWriter writer, string md5, string sha256, string path)
    {
        writer.Raw("{\"md5hash\":");
        writer.Text(md5);
        writer.Raw(",\"sha256hash\":");
        writer.Text(sha256);
        writer.Raw(",\"path\":");
        writer.Text(path);
    }

    private static int WriteIocScan(ref IncidentBodyWriter writer, IocScanTask scan)
    {
        writer.Raw("{\"ioc\":\"");
        var split = writer.Written.Length;
        writer.Raw("\",\"isolateHost\":");
        writer.Boolean(scan.IsolateHost);
        writer.Raw(",\"scanCriticalAreas\":");
        writer.Boolean(scan.ScanCriticalAreas);
        writer.Raw(",\"quarantineObject\":");
        writer.Boolean(scan.QuarantineObject);
        writer.Raw("}");
        return split;
    }

    private static void WriteStartProcess(ref IncidentBodyWriter writer, StartProcessTask process)
    {
        writer.Raw("{\"executablePath\":");
        writer.Text(process.ExecutablePath);
        if (process.Arguments is { } arguments)
        {
            writer.Raw(",\"arguments\":");
            writer.Text(arguments);
        }

        if (process.WorkingFolder is { } folder)
        {
            writer.Raw(",\"workingFolder\":");
            writer.Text(folder);
        }

        writer.Raw("}");
    }

    private static void WriteScanObjects(ref IncidentBodyWriter writer, IReadOnlyList<ScanObject> objects)
    {
        writer.Raw("[");
        for (var i = 0; i < objects.Count; i++)
        {
            var item = objects[i];
            writer.Raw(i == 0 ? "{\"enabled\":" : ",{\"enabled\":");
            writer.Boolean(item.Enabled);
            writer.Raw(",\"path\":");
            writer.Text(item.Path);
            writer.Raw(",\"recursive\":");
            writer.Boolean(item.Recursive);
            writer.Raw(",\"type\":");
            writer.Number((int)item.Type);
            writer.Raw("}");
        }

        writer.Raw("]");
    }
}
