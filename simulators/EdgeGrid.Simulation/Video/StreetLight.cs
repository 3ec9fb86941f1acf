using OpenCvSharp;

namespace EdgeGrid.Simulation.Video;

/// <summary>How much light falls where: night sky, lamp, shop window, headlights. 32-bit factors of what the surfaces reflect.</summary>
internal sealed class StreetLight : IDisposable
{
    private static readonly Scalar Night = new(0.50, 0.41, 0.36);

    private readonly Size _size;
    private readonly Mat _lamp;
    private readonly Mat _shop;
    private readonly Mat _total;
    private double _gain = 1;

    public StreetLight(Size size)
    {
        _size = size;
        _lamp = LampMap();
        _shop = ShopMap();
        _total = new Mat(size, MatType.CV_32FC3);
    }

    /// <summary>The light of one instant. The camera's exposure follows it within about a second.</summary>
    public Mat At(TimeSpan at, ClipScript script)
    {
        _total.SetTo(Night);
        foreach (var happening in script.Events)
        {
            if (happening.ProgressAt(at) is { } progress)
            {
                Shine(happening, progress, at);
            }
        }

        var wanted = Math.Clamp(0.55 / Cv2.Mean(_total).Val1, 0.45, 1);
        _gain += (wanted - _gain) * Math.Min(1, 2.5 / script.FramesPerSecond);
        _total.ConvertTo(_total, MatType.CV_32FC3, _gain);
        return _total;
    }

    public void Dispose()
    {
        _lamp.Dispose();
        _shop.Dispose();
        _total.Dispose();
    }

    private void Shine(ClipEvent happening, double progress, TimeSpan at)
    {
        switch (happening)
        {
            case LampLit lamp:
                Cv2.ScaleAdd(_lamp, LevelOf(lamp, at), _total, _total);
                break;
            case ShopLit:
                Cv2.Add(_total, _shop, _total);
                break;
            case FloodLit:
                Cv2.Add(_total, new Scalar(0.45, 0.5, 0.5), _total);
                break;
            case HeadlightsSweep:
                Beam(progress);
                break;
        }
    }

    public static double LevelOf(LampLit lamp, TimeSpan at) =>
        Math.Clamp((at - lamp.Start + TimeSpan.FromMilliseconds(1)) / lamp.Fade, 0.02, 1);

    private Mat LampMap()
    {
        var map = new Mat(_size, MatType.CV_32FC3, Scalar.All(0));
        var lamp = StreetScene.Lamp(_size);
        using var pool = Blob(new Point(lamp.X + (_size.Width / 20), _size.Height * 0.78), _size.Width * 0.17, _size.Height * 0.16, new Scalar(0.55, 0.85, 1.05));
        using var wall = Blob(new Point(lamp.X, _size.Height * 0.36), _size.Width * 0.11, _size.Height * 0.22, new Scalar(0.4, 0.65, 0.85));
        Cv2.Add(map, pool, map);
        Cv2.Add(map, wall, map);
        return map;
    }

    private Mat ShopMap()
    {
        var map = new Mat(_size, MatType.CV_32FC3, Scalar.All(0));
        var pane = StreetScene.Window(_size);
        Cv2.Rectangle(map, pane, new Scalar(0.6, 0.68, 0.7), -1);
        Point[] spill =
        [
            new(pane.X, _size.Height * 0.66), new(pane.Right, _size.Height * 0.66),
            new(pane.Right + (_size.Width * 0.06), _size.Height * 0.88), new(pane.X - (_size.Width * 0.06), _size.Height * 0.88),
        ];
        Cv2.FillConvexPoly(map, spill, new Scalar(0.3, 0.38, 0.42), LineTypes.AntiAlias);
        return map;
    }

    private void Beam(double progress)
    {
        var x = _size.Width * (-0.25 + (1.5 * progress));
        using var near = Blob(new Point(x, _size.Height * 0.80), _size.Width * 0.10, _size.Height * 0.10, new Scalar(0.95, 0.95, 0.9));
        using var far = Blob(new Point(x + (_size.Width * 0.08), _size.Height * 0.48), _size.Width * 0.08, _size.Height * 0.13, new Scalar(0.7, 0.7, 0.65));
        Cv2.Add(_total, near, _total);
        Cv2.Add(_total, far, _total);
    }

    /// <summary>A soft pool: the product of two bells.</summary>
    private Mat Blob(Point centre, double widthDeviation, double heightDeviation, Scalar strength)
    {
        using var row = Bell(_size.Width, centre.X, widthDeviation);
        using var column = Bell(_size.Height, centre.Y, heightDeviation);
        using Mat gray = column * row.T();
        var coloured = new Mat();
        Cv2.Merge([gray * strength.Val0, gray * strength.Val1, gray * strength.Val2], coloured);
        return coloured;
    }

    private static Mat Bell(int length, double centre, double deviation)
    {
        var values = new float[length];
        for (var i = 0; i < length; i++)
        {
            values[i] = (float)Math.Exp(-0.5 * Math.Pow((i - centre) / deviation, 2));
        }

        using var view = Mat.FromPixelData(length, 1, MatType.CV_32FC1, values);
        return view.Clone();
    }
}
