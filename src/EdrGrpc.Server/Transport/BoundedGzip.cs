using System.IO.Compression;
using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Errors;
using EdrGrpc.Server.Hosting;
using Grpc.Net.Compression;

namespace EdrGrpc.Server.Transport;

/// <summary>
/// gzip of single messages. The library measures a message before it is unpacked and then unpacks all of it: 4 MiB of gzip hold 4 GiB of zeros.
/// </summary>
internal sealed class BoundedGzip : ICompressionProvider
{
    public string EncodingName => "gzip";

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new GZipStream(stream, compressionLevel ?? CompressionLevel.Fastest, leaveOpen: true);

    public Stream CreateDecompressionStream(Stream stream) => new Bounded(new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true));

    private static ResponseException TooLarge() => new(
        ErrorReason.MessageTooLarge, $"The message unpacks to more than {GatewayLimits.MaxMessageBytes} bytes.");

    private static ResponseException Damaged() => new(ErrorReason.InvalidRequest, "The message is no gzip, although grpc-encoding says so.")
    {
        Metadata = { ["violations"] = "1", ["listed"] = "0" },
    };

    private sealed class Bounded(GZipStream inner) : Stream
    {
        private long _left = GatewayLimits.MaxMessageBytes;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            int read;
            try
            {
                read = inner.Read(buffer);
            }
            catch (InvalidDataException)
            {
                throw StatusMapping.ToRpcException(Damaged());
            }

            _left -= read;
            return _left >= 0 ? read : throw StatusMapping.ToRpcException(TooLarge());
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
