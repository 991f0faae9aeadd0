namespace EdrGrpc.Ksc.Simulator;

/// <summary>ChunkAccessor.* (ksc-openapi.md section 3).</summary>
internal static class ChunkAccessorMethods
{
    public static void Register(MethodTable table)
    {
        table.Add("ChunkAccessor.GetItemsCount", "strAccessor", call => Reply.Of(Find(call).Count));
        table.Add("ChunkAccessor.GetItemsChunk", "strAccessor nStart nCount", GetItemsChunk);
        table.Add("ChunkAccessor.Release", "strAccessor", call =>
            call.State.Handles.Release(call, HandleKind.Accessor, call.Arguments.Text("strAccessor")));
    }

    private static Reply GetItemsChunk(ApiCall call)
    {
        var handle = Find(call);
        var start = call.Arguments.Int("nStart");
        var count = call.Arguments.Int("nCount");
        if (start < 0 || count < 0)
        {
            throw PxgErrors.BadParameter("nStart and nCount must not be negative");
        }

        var rows = handle.Range(start, (int)Math.Min(int.MaxValue, (long)start + count - 1));
        var chunk = new WireParams();
        if (rows.Length > 0)
        {
            chunk["KLCSP_ITERATOR_ARRAY"] = rows;
        }

        // Past the end the array is absent, the harder of the two readings (Q4).
        return Reply.Of(rows.Length).Out("pChunk", chunk);
    }

    private static Handle Find(ApiCall call) =>
        call.State.Handles.Get(call, HandleKind.Accessor, call.Arguments.Text("strAccessor"));
}
