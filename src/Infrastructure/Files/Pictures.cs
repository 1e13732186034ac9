using SkiaSharp;

namespace ChatFlow.Infrastructure.Files;

/// <summary>What Skia is asked about pictures. Everything blocks, and reads a stream from its present position.</summary>
internal static class Pictures
{
    /// <summary>More is decoded nowhere: 50 million pixels are 200 MB of memory, and a file of a few kilobytes can claim any number.</summary>
    public const long MaxPixels = 50_000_000;

    /// <summary>Of a thumbnail, in pixels, the longer one.</summary>
    public const int ThumbnailEdge = 640;

    private const int Quality = 80;

    /// <summary>By the header alone.</summary>
    /// <returns>Upright; null for what is no picture, and for one that is too large.</returns>
    public static (int Width, int Height)? Size(Stream content)
    {
        using var codec = Open(content);
        if (codec is null || codec.Info.Width < 1 || codec.Info.Height < 1 || (long)codec.Info.Width * codec.Info.Height > MaxPixels)
            return null;
        return Upright(codec.Info.Width, codec.Info.Height, codec.EncodedOrigin);
    }

    /// <returns>A WebP without any metadata, of the first picture where there are many; null when it cannot be decoded.</returns>
    public static byte[]? Thumbnail(Stream content)
    {
        using var codec = Open(content);
        if (codec is null || (long)codec.Info.Width * codec.Info.Height > MaxPixels)
            return null;
        var (width, height) = Upright(codec.Info.Width, codec.Info.Height, codec.EncodedOrigin);
        var scale = Math.Min(1f, (float)ThumbnailEdge / Math.Max(width, height));

        // JPEG and WebP can be decoded smaller at once, at steps of their own: a little too large is scaled down with the rest.
        var decoded = codec.GetScaledDimensions(Math.Min(1f, scale * 1.2f));
        using var bitmap = new SKBitmap(new SKImageInfo(decoded.Width, decoded.Height, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb()));
        // The upper part of a picture that is cut off is better than none.
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) is not (SKCodecResult.Success or SKCodecResult.IncompleteInput))
            return null;

        var info = bitmap.Info.WithSize(Scaled(width, scale), Scaled(height, scale));
        using var surface = SKSurface.Create(info);
        using var image = SKImage.FromBitmap(bitmap);
        var upright = Upright(decoded.Width, decoded.Height, codec.EncodedOrigin);
        surface.Canvas.Scale((float)info.Width / upright.Width, (float)info.Height / upright.Height);
        surface.Canvas.Concat(Turn(codec.EncodedOrigin, upright.Width, upright.Height));
        surface.Canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var snapshot = surface.Snapshot();
        using var webp = snapshot.Encode(SKEncodedImageFormat.Webp, Quality);
        return webp.ToArray();
    }

    private static SKCodec? Open(Stream content) => SKCodec.Create(new SKManagedStream(content, disposeManagedStream: false));

    private static int Scaled(int edge, float scale) => Math.Max(1, (int)Math.Round(edge * scale));

    private static (int Width, int Height) Upright(int width, int height, SKEncodedOrigin origin) =>
        origin >= SKEncodedOrigin.LeftTop ? (height, width) : (width, height);

    /// <summary>From where cameras put their first pixel to the upper left; width and height are those of the upright picture.</summary>
    private static SKMatrix Turn(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => Matrix(-1, 0, width, 0, 1, 0),
        SKEncodedOrigin.BottomRight => Matrix(-1, 0, width, 0, -1, height),
        SKEncodedOrigin.BottomLeft => Matrix(1, 0, 0, 0, -1, height),
        SKEncodedOrigin.LeftTop => Matrix(0, 1, 0, 1, 0, 0),
        SKEncodedOrigin.RightTop => Matrix(0, -1, width, 1, 0, 0),
        SKEncodedOrigin.RightBottom => Matrix(0, -1, width, -1, 0, height),
        SKEncodedOrigin.LeftBottom => Matrix(0, 1, 0, -1, 0, height),
        _ => SKMatrix.Identity,
    };

    private static SKMatrix Matrix(float scaleX, float skewX, float transX, float skewY, float scaleY, float transY) =>
        new(scaleX, skewX, transX, skewY, scaleY, transY, 0, 0, 1);
}
