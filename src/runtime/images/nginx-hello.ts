/** @upstream nginxinc/NGINX-Demos nginx-hello/hello-plain-text.conf */
export const plainHelloConf = `server {
    listen 80;
    listen [::]:80;

    location / {
        default_type text/plain;
        expires -1;
        return 200 'Server address: $server_addr:$server_port\\nServer name: $hostname\\nDate: $time_local\\nURI: $request_uri\\nRequest ID: $request_id\\n';
    }
}
`;

/** @upstream nginxinc/NGINX-Demos nginx-hello/hello.conf */
export const helloConf = `server {
    listen 80;
    listen [::]:80;

    root /usr/share/nginx/html;
    try_files /index.html =404;

    expires -1;

    sub_filter_once off;
    sub_filter 'server_hostname' '$hostname';
    sub_filter 'server_address' '$server_addr:$server_port';
    sub_filter 'server_url' '$request_uri';
    sub_filter 'remote_addr' '$remote_addr:$remote_port';
    sub_filter 'server_date' '$time_local';
    sub_filter 'client_browser' '$http_user_agent';
    sub_filter 'request_id' '$request_id';
}
`;

/** The page, without its pictures and style. @upstream nginxinc/NGINX-Demos nginx-hello/index.html */
export const helloPage = `<!DOCTYPE html>
<html>
<head>
<title>Hello World</title>
</head>
<body>
<div class="info">
<p><span>Server&nbsp;address:</span> <span>server_address</span></p>
<p><span>Server&nbsp;name:</span> <span>server_hostname</span></p>
<p class="smaller"><span>Date:</span> <span>server_date</span></p>
<p class="smaller"><span>URI:</span> <span>server_url</span></p>
</div>
    <div id="footer">
        <div id="center" align="center">
            Request ID: request_id<br/>
            &copy; F5, Inc. 2020 - 2025
        </div>
    </div>
</body>
</html>
`;
